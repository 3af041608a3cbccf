package com.example.guestbook;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@EnableScheduling
public class Guestbook {
  public static void main(String[] args) {
    SpringApplication.run(Guestbook.class, args);
  }
}
