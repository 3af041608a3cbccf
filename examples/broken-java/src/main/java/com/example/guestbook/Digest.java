package com.example.guestbook;

import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Mails the number of entries to the host, once a day: from each process. */
@Component
public class Digest {
  private final MailSender mail;
  private final Entries.Store store;

  public Digest(MailSender mail, Entries.Store store) {
    this.mail = mail;
    this.store = store;
  }

  @Scheduled(cron = "0 0 8 * * *")
  public void send() {
    SimpleMailMessage message = new SimpleMailMessage();
    message.setText(store.count() + " entries");
    mail.send(message);
  }
}
